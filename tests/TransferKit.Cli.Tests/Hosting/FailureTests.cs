using TransferKit.Cli.Hosting;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Hosting;

public sealed class FailureTests
{
    public static TheoryData<Exception, int, string> Faults => new()
    {
        { new InvalidOptionsException("'batch' is 0"), 2, "invalid-options" },
        { new DamagedFileException("cut off", "a.cache"), 3, "damaged-file" },
        { new StorageException("disk full", "a.onnx", new IOException("full")), 1, "cannot-write" },
        { new MissingNativeLibraryException("libvips", ["/a"]), 1, "missing-native-library" },
        { new TypeInitializationException("X", new MissingNativeLibraryException("libvips", ["/a"])), 1, "missing-native-library" },
        { new AggregateException(new DamagedFileException("cut off", "a.cache")), 3, "damaged-file" },
        { new FileNotFoundException("no such file", "a.csv"), 3, "not-found" },
        { new UnauthorizedAccessException("denied"), 1, "storage" },
        { new OperationCanceledException(), 143, "cancelled" },
        { new InvalidOperationException("queue empty"), 1, "internal" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void EveryFault_HasItsCodeAndKind(Exception error, int code, string kind)
    {
        var failure = Failure.Of(error, ExitCode.Terminated);

        Assert.Equal(code, (int)failure.Code);
        Assert.Equal(kind, failure.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheStackTrace_IsShownOnlyWhenAskedFor(bool asked)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Queue<int>().Dequeue());
        using var errors = new StringWriter();
        var host = new CommandHost { Output = TextWriter.Null, Error = errors, ShowsStackTraces = asked };

        Failure.Of(error, ExitCode.Interrupted).Print(host, error);

        Assert.Equal(asked, errors.ToString().Contains("   at "));
    }
}
