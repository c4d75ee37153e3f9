using System.Globalization;
using TransferKit.Reports;

namespace TransferKit.Tests.Reports;

public sealed class HtmlTests
{
    [Fact]
    public void Text_IsEncodedAndMarkupIsNot()
    {
        var name = "<script>alert('x')</script>\"";

        Assert.Equal("<b>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;</b>", Html.Of($"<b>{name}</b>").Markup);
        Assert.Equal("<i><b>1</b></i>", Html.Of($"<i>{Html.Of($"<b>{1}</b>")}</i>").Markup);
    }

    [Fact]
    public void Numbers_AreWrittenAlikeInEveryLanguage()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;
            Assert.Equal("0.25", Html.Of($"{0.25:0.00}").Markup);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
