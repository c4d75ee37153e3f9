using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace TransferKit.MLNet.Imaging;

/// <summary>Says that a member holds images of any size. ML.NET's own attribute cannot: it asks for a height and a width.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyImageAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is AnyImageAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AnyImageAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => nameof(AnyImageAttribute).GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
}
