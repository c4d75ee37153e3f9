// A business app: product photos arrive in a folder, a fine-tuned model files each by what it shows, and a person gets those that it is unsure of.
//   dotnet run --project samples/07-business-app                        a model trained here, photos drawn here; ends by itself
//   dotnet run --project samples/07-business-app -- model.onnx inbox    your own model and folder, until Ctrl-C
using BusinessApp;
using CsvHelper;
using FirstTransfer;
using TransferKit.Artifacts;
using TransferKit.Imaging;

const double AskAPersonBelow = 0.8;
var notebook = new Notebook(Console.Out);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) => stop.Cancel(!(key.Cancel = true));

var supplier = args.Length < 2 ? await Supplier.StartAsync(notebook, stop.Token) : null;
var (file, inbox) = supplier is null ? (args[0], args[1]) : (supplier.Model, supplier.Inbox);
var sorted = Directory.CreateDirectory(Path.Combine(inbox, "..", "sorted")).FullName;
var table = Path.Combine(sorted, "photos.csv");
using var model = Predictor.Load(file);
var task = model.Tasks[0].Name;

notebook.Cell($"Watch {inbox}");
var isNew = !File.Exists(table);
using var rows = new StreamWriter(table, append: true);
using var csv = CsvWriter.Create(rows, new() { NewLine = "\n" }, leaveOpen: true);
if (isNew)
{
    csv.WriteHeader(["time", "photo", "answer", "confidence", "folder"]);
}

supplier?.Deliver();
await foreach (var photo in Inbox.WatchAsync(inbox, TimeProvider.System, stop.Token))
{
    var filed = Look(photo);
    // The row goes first: a photo that is still in the inbox after a crash is looked at again, and none is moved without a trace.
    csv.WriteRecord(filed.ToRecord());
    csv.Flush();
    rows.Flush();
    var folder = Directory.CreateDirectory(Path.Combine(sorted, filed.Folder)).FullName;
    // Suppliers number from 1 again: an older photo of the same name stays.
    File.Move(photo, Path.Combine(folder, File.Exists(Path.Combine(folder, filed.Photo)) ? $"{filed.Time:yyyyMMdd-HHmmss-fff} {filed.Photo}" : filed.Photo));
    notebook.Write($"{filed.Photo,-15} {filed.Answer,-9} {filed.Confidence:0.000} -> {filed.Folder}");
    supplier?.Taken(stop);
}

notebook.Cell("Stopped");
foreach (var folder in Directory.GetDirectories(sorted).Order(StringComparer.Ordinal))
{
    notebook.Write($"{Path.GetFileName(folder),-10} {Directory.GetFiles(folder).Length}");
}

notebook.Write(table);

Filed Look(string photo)
{
    var (time, name) = (TimeProvider.System.GetUtcNow(), Path.GetFileName(photo));
    try
    {
        var best = model.Predict(photo, CancellationToken.None).Top(task);
        return new(time, name, best.Label, best.Score, best.Score < AskAPersonBelow ? "unsure" : best.Label);
    }
    catch (InvalidImageException)
    {
        return new(time, name, "", 0, "unreadable");
    }
}
