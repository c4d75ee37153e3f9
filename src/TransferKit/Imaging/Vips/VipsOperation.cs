namespace TransferKit.Imaging.Vips;

/// <summary>One libvips operation being filled in: arguments as GObject properties, then <see cref="Build"/>, once.</summary>
internal sealed unsafe class VipsOperation
{
    // GLib's fundamental types are their number shifted left by two.
    private const nuint IntType = 6 << 2;
    private const nuint DoubleType = 15 << 2;
    private const nuint StringType = 16 << 2;
    private const nuint ObjectType = 20 << 2;

    private readonly nint _operation;

    internal VipsOperation(string name)
    {
        _operation = VipsNative.vips_operation_new(name);
        if (_operation == 0)
        {
            throw VipsException.FromBuffer();
        }
    }

    /// <summary>A whole number; GLib turns it into an enumeration or a boolean where the argument is one.</summary>
    internal VipsOperation Set(string argument, int number) =>
        Set(argument, IntType, (ref value) => VipsNative.g_value_set_int(ref value, number));

    internal VipsOperation Set(string argument, double number) =>
        Set(argument, DoubleType, (ref value) => VipsNative.g_value_set_double(ref value, number));

    internal VipsOperation Set(string argument, string text) =>
        Set(argument, StringType, (ref value) => VipsNative.g_value_set_string(ref value, text));

    internal VipsOperation Set(string argument, VipsImage image) =>
        Set(argument, ObjectType, (ref value) => VipsNative.g_value_set_object(ref value, image));

    internal VipsOperation Set(string argument, params double[] numbers) =>
        Set(argument, VipsNative.vips_array_double_get_type(), (ref value) =>
        {
            fixed (double* first = numbers)
            {
                VipsNative.vips_value_set_array_double(ref value, first, numbers.Length);
            }
        });

    /// <summary>Bytes that the caller keeps pinned until every image made from them is disposed.</summary>
    internal VipsOperation Set(string argument, byte* bytes, int length) =>
        Set(argument, VipsNative.vips_blob_get_type(), (ref value) => VipsNative.vips_value_set_blob(ref value, 0, bytes, (nuint)length));

    /// <summary>Checks the arguments and gives the output image.</summary>
    internal VipsImage Build() =>
        Build(ObjectType, "out", static (ref value) => new VipsImage(VipsNative.g_value_dup_object(ref value)));

    /// <summary>As <see cref="Build()"/>, for a saver: runs it and gives the file.</summary>
    internal byte[] BuildFile() => Build(VipsNative.vips_blob_get_type(), "buffer", static (ref value) =>
    {
        var bytes = VipsNative.vips_value_get_blob(ref value, out var length);
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    });

    private delegate void Fill(ref GValue value);

    private delegate T Take<T>(ref GValue value);

    private VipsOperation Set(string argument, nuint type, Fill fill)
    {
        var value = default(GValue);
        VipsNative.g_value_init(ref value, type);
        fill(ref value);
        VipsNative.g_object_set_property(_operation, argument, ref value);
        VipsNative.g_value_unset(ref value);
        return this;
    }

    private T Build<T>(nuint type, string output, Take<T> take)
    {
        var built = VipsNative.vips_cache_operation_build(_operation);
        if (built == 0)
        {
            var error = VipsException.FromBuffer();
            // A build that failed half way may hold outputs already.
            VipsNative.vips_object_unref_outputs(_operation);
            VipsNative.g_object_unref(_operation);
            throw error;
        }

        var value = default(GValue);
        VipsNative.g_value_init(ref value, type);
        try
        {
            VipsNative.g_object_get_property(built, output, ref value);
            return take(ref value);
        }
        finally
        {
            VipsNative.g_value_unset(ref value);
            VipsNative.vips_object_unref_outputs(built);
            VipsNative.g_object_unref(built);
            VipsNative.g_object_unref(_operation);
        }
    }
}
