using TransferKit.Strategy.Errors;
using TransferKit.Tasks;

namespace TransferKit.Reports.Sections;

/// <summary>The wrong images, which can be tagged in the page and saved as a table.</summary>
internal static class GallerySection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        if (content.Gallery.Count == 0)
        {
            return Html.None;
        }

        var known = content.Errors.Tags.Select(tag => tag.Tag).ToList();
        return Html.Of($"""
            <p>The {content.Gallery.Count} worst of {content.Errors.Wrong.Count}{Left(content)}. Tag what you see, separated by semicolons, save the table, and go on with
            <code>transferkit errors RUN --tags tags.csv</code>.</p>
            <p class="tools"><button type="button" id="save-tags">Save tags as CSV</button>
            {(content.Gallery.Any(picture => picture.Map is not null) ? Html.Of($"""<label><input type="checkbox" id="show-maps"> Show where the answer was seen</label>""") : Html.None)}
            <label>Show <select id="filter-tag"><option value="">all</option>{known.Select(tag => Html.Of($"""<option>{tag}</option>"""))}</select></label>
            <span id="tag-count" role="status"></span></p>
            <datalist id="known-tags">{known.Select(tag => Html.Of($"""<option value="{tag}"></option>"""))}</datalist>
            <ul class="gallery">
            {content.Gallery.Index().Select(picture => Item(content.Task.Kind, picture.Index, picture.Item))}
            </ul>
            """);
    }

    private static Html Left(ReportContent content) => content.Errors.Wrong.Count == content.Gallery.Count ? Html.None
        : Html.Of($"; {content.Errors.Wrong.Count - content.Gallery.Count} are left out, and <code>--gallery {Math.Min(content.Errors.Wrong.Count, ReportOptions.MostPictures)}</code> shows {(content.Errors.Wrong.Count > ReportOptions.MostPictures ? "more" : "them")}");

    private static Html Item(TaskKind kind, int index, GalleryPicture picture)
    {
        var wrong = picture.Wrong;
        return Html.Of($"""
            <li data-path="{wrong.Image}" data-tags="{string.Join(';', wrong.Tags)}">
            <figure><div class="picture"><img src="{SmallCopy.Source(picture.Jpeg)}" alt="{wrong.Image}, labelled {wrong.Given}, taken for {wrong.Predicted}" loading="lazy">{Map(picture.Map)}</div>
            <figcaption>{Answer(kind, wrong)}
            <br><small class="faint">{wrong.Image}</small>
            <br>{wrong.Tags.Select(tag => Html.Of($"""<span class="chip">{tag}</span>"""))}</figcaption></figure>
            <label class="visually-hidden" for="tags-{index}">Tags of {wrong.Image}</label>
            <input type="text" id="tags-{index}" class="own-tags" list="known-tags" placeholder="your tags; separated">
            </li>

            """);
    }

    /// <summary>A class or level is taken for another; of numbers and sets both are told, and numbers with how far they are apart.</summary>
    private static Html Answer(TaskKind kind, WrongImage wrong) => kind switch
    {
        TaskKind.Regression => Html.Of($"is <b>{wrong.Given}</b>, said <b>{wrong.Predicted}</b> ({wrong.Error:0.##} off)"),
        TaskKind.MultiLabel => Html.Of($"is <b>{Set(wrong.Given)}</b>, said <b>{Set(wrong.Predicted)}</b>"),
        _ => Html.Of($"<b>{wrong.Given}</b> taken for <b>{wrong.Predicted}</b>{(wrong.Confidence is { } confidence ? FormattableString.Invariant($" ({confidence:P0} sure)") : "")}"),
    };

    private static string Set(string labels) => labels.Length == 0 ? "none" : labels.Replace(";", ", ", StringComparison.Ordinal);

    private static Html Map(ActivationMap? map) => map is null ? Html.None : Html.Of($"""
        <svg class="map" viewBox="0 0 {map.Width} {map.Height}" preserveAspectRatio="none" aria-hidden="true">{map.Values.Index().Where(value => value.Item > 0.3f).Select(value =>
            Html.Of($"""<rect x="{value.Index % map.Width}" y="{value.Index / map.Width}" width="1" height="1" fill-opacity="{value.Item * 0.65:0.00}"/>"""))}</svg>
        """);
}
