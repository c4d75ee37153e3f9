using Spectre.Console;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;

namespace TransferKit.Cli.Commands.Backbones;

/// <summary>What <c>backbones</c> prints for people.</summary>
internal static class BackbonesText
{
    /// <summary>Writes the catalogue.</summary>
    public static void Write(IAnsiConsole console, BackboneStore store)
    {
        var table = Tables.Plain("Name", "Licence", "Source", "Size", "In the store");
        foreach (var stored in store.List())
        {
            var card = stored.Card;
            table.AddRow(
                new Text(card.Id + (card.Id == BackboneCatalogue.DefaultId ? " (default)" : "")),
                new Text(card.Licence),
                new Text($"npm {card.Source.Package} {card.Source.Version}"),
                new Text(stored.Bytes is { } bytes ? Sizes.Text(bytes) : "-"),
                new Text(State(stored)));
        }

        console.Write(table);
        foreach (var stored in store.List())
        {
            console.WriteLine();
            var (card, input) = (stored.Card, stored.Card.Input);
            console.WriteLine(
                $"{card.Id}: {card.Title}, {input.Width} x {input.Height} pixels. Trained on {card.TrainedOn}. {card.Provenance}");
        }

        console.WriteLine();
        console.WriteLine($"Store: {store.Folder}");
        console.WriteLine("Any image model in an .onnx file works as well: --backbone FILE.onnx");
    }

    private static string State(StoredBackbone stored) => stored switch
    {
        { Bytes: not null } => "yes",
        { HasSource: true } => "at first use",
        _ => "no, its package is missing",
    };
}
