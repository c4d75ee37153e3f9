using TransferKit.Foundation;

namespace TransferKit.Imaging.Vips;

/// <summary>What this process lets libvips read. It is chosen once, by the first use.</summary>
internal enum VipsMode
{
    /// <summary>Photos: every loader that libvips trusts with foreign files.</summary>
    Photos,

    /// <summary>SVG from memory and nothing else; for a child process that renders trusted drawings.</summary>
    SvgOnly,
}

/// <summary>Starts libvips, once a process, and runs work on it.</summary>
internal static unsafe class VipsLibrary
{
    private static readonly Lock Starting = new();
    private static readonly ReaderWriterLockSlim Company = new();
    private static VipsMode? _mode;

    // Here and not in Initialise: the runtime takes a resolver once, and a start that failed may be tried again.
    static VipsLibrary() => VipsNative.Resolve();

    /// <summary>The version of the native library, such as <c>8.18.7</c>.</summary>
    /// <exception cref="MissingNativeLibraryException">libvips is not there or cannot be loaded.</exception>
    internal static string Version
    {
        get
        {
            Start(_mode ?? VipsMode.Photos);
            return $"{VipsNative.vips_version(0)}.{VipsNative.vips_version(1)}.{VipsNative.vips_version(2)}";
        }
    }

    /// <summary>Starts libvips in a mode, or does nothing where that was done before.</summary>
    /// <exception cref="InvalidOperationException">It runs in the other mode already.</exception>
    /// <exception cref="MissingNativeLibraryException">libvips is not there or cannot be loaded.</exception>
    internal static void Start(VipsMode mode)
    {
        lock (Starting)
        {
            if (_mode is null)
            {
                Initialise(mode);
                _mode = mode;
            }
            else if (_mode != mode)
            {
                throw new InvalidOperationException($"libvips runs in mode {_mode} in this process; {mode} needs a process of its own");
            }
        }
    }

    /// <summary>Runs work in a mode. Work that fails is run once more, alone, so that the error text is surely its own.</summary>
    internal static T Run<T>(VipsMode mode, Func<T> work)
    {
        Start(mode);
        Company.EnterReadLock();
        try
        {
            return work();
        }
        catch (VipsException)
        {
            // libvips keeps one error text for the whole process: other threads may have written into it.
        }
        finally
        {
            Company.ExitReadLock();
        }

        Company.EnterWriteLock();
        try
        {
            return work();
        }
        finally
        {
            Company.ExitWriteLock();
        }
    }

    private static void Initialise(VipsMode mode)
    {
        VipsNative.g_log_set_default_handler(&VipsNative.IgnoreLog, null);
        fixed (byte* name = "transferkit\0"u8)
        {
            if (VipsNative.vips_init(name) != 0)
            {
                throw VipsException.FromBuffer();
            }
        }

        // One thread an image: several images are decoded side by side instead. Nothing is ever asked for twice, so no cache.
        VipsNative.vips_concurrency_set(1);
        VipsNative.vips_cache_set_max(0);
        VipsNative.vips_block_untrusted_set(1);
        if (mode == VipsMode.SvgOnly)
        {
            VipsNative.vips_operation_block_set("VipsForeignLoad", 1);
            VipsNative.vips_operation_block_set("VipsForeignLoadSvgBuffer", 0);
        }
    }
}
