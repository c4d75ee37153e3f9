namespace TransferKit.PublicApi.Tests.House;

/// <summary>A project's folders, from the highest to the lowest: a folder may use itself and those after it.</summary>
/// <param name="Project">The project, and the start of its namespaces.</param>
/// <param name="Folders">The folders.</param>
/// <param name="Below">Namespaces of other projects that all of them may use.</param>
internal sealed record FolderOrder(string Project, IReadOnlyList<string> Folders, IReadOnlyList<string> Below)
{
    /// <summary>The order of the library.</summary>
    public static FolderOrder Library { get; } = new(
        "TransferKit",
        ["Reports", "Strategy", "Pipelines", "MultiTask", "Training", "Artifacts", "Features", "Runs", "Backbones", "Augmentation", "Datasets", "Tasks", "Evaluation", "Imaging"],
        ["TransferKit.Graphs", "TransferKit.Foundation"]);

    /// <summary>The order of the graphs; its folder Foundation has a namespace of its own, which stands below everything.</summary>
    public static FolderOrder Graphs { get; } = new(
        "TransferKit.Graphs",
        ["Gradients", "Stages", "Lowering", "Sessions", "Onnx", "Foundation"],
        ["TransferKit.Foundation"]);

    /// <summary>Why a file in a folder may not use a namespace; null where it may.</summary>
    /// <param name="folder">One of <see cref="Folders"/>.</param>
    /// <param name="used">A namespace, or the full name of something in one, that starts with <c>TransferKit.</c></param>
    public string? Fault(string folder, string used)
    {
        if (folder != "Foundation" && Below.Any(below => IsIn(used, below)))
        {
            return null;
        }

        var target = Folders.FirstOrDefault(candidate => IsIn(used, $"{Project}.{candidate}"));
        return target is null ? $"{Project}/{folder} may not use {used}"
            : Place(target) < Place(folder) ? $"{folder} stands below {target}, so it may not use {used}"
            : null;
    }

    private static bool IsIn(string used, string name) => used == name || used.StartsWith(name + ".", StringComparison.Ordinal);

    private int Place(string folder) => Folders.ToList().IndexOf(folder);
}
