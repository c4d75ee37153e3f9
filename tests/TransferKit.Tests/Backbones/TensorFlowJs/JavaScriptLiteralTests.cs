using TransferKit.Backbones.TensorFlowJs;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tests.Backbones.TensorFlowJs;

public sealed class JavaScriptLiteralTests
{
    [Theory]
    [InlineData("{a:1,\"b\":'two',c_$9:[],3:{}}", "{\"a\":1,\"b\":\"two\",\"c_$9\":[],\"3\":{}}")]
    [InlineData("[!0,!1,true,false,null]", "[true,false,true,false,null]")]
    [InlineData("[-.5,2e3,1.5E-3,-7]", "[-0.5,2000,0.0015,-7]")]
    [InlineData("[ 1 , 2 , ]", "[1,2]")]
    [InlineData("{}", "{}")]
    public void Literals_AreRead(string literal, string json) =>
        Assert.Equal(json, JavaScriptLiteral.ReadExport($"module.exports={literal};", "x.js")!.ToJsonString());

    [Fact]
    public void Escapes_AreRead() => Assert.Equal(
        "a\"b'\\/\n\t\r\b\f\vAé", JavaScriptLiteral.ReadExport("e.exports='a\\\"b\\'\\\\\\/\\n\\t\\r\\b\\f\\v\\x41\\u00e9'", "x.js")!.GetValue<string>());

    [Fact]
    public void ExportsThatAreNoLiterals_ArePassedOver() => Assert.Equal(
        "[1]", JavaScriptLiteral.ReadExport("!function(t){module.exports=t()}(function(){e.exports=[1]})", "x.js")!.ToJsonString());

    [Theory]
    [InlineData("")]
    [InlineData("module.exports=f()")]
    [InlineData("module.exports=")]
    [InlineData("module.exports={")]
    [InlineData("module.exports={a")]
    [InlineData("module.exports={a:f()}")]
    [InlineData("module.exports={a:1 b:2}")]
    [InlineData("module.exports=[1")]
    [InlineData("module.exports=[--1]")]
    [InlineData("module.exports=[undefined]")]
    [InlineData("module.exports=\"abc")]
    [InlineData("module.exports=\"a\\")]
    [InlineData("module.exports=\"a\\q\"")]
    [InlineData("module.exports=\"\\u12\"")]
    [InlineData("module.exports=[#]")]
    public void DamagedFiles_AreATypedErrorThatNamesTheFile(string text)
    {
        var error = Assert.Throws<InvalidModelException>(() => JavaScriptLiteral.ReadExport(text, "x.js"));

        Assert.Equal("x.js", error.Path);
    }

    [Fact]
    public void EndlessNesting_IsATypedError() => Assert.Throws<InvalidModelException>(
        () => JavaScriptLiteral.ReadExport("module.exports=" + new string('[', 100_000), "x.js"));
}
