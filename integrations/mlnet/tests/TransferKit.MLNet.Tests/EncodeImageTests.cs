using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Imaging;
using TransferKit.MLNet.Imaging;
using TransferKit.MLNet.Tests.Fixtures;

namespace TransferKit.MLNet.Tests;

public sealed class EncodeImageTests : IDisposable
{
    private readonly Photos _photos = new();

    public sealed class Answer
    {
        public float[] Features { get; set; } = [];
    }

    [Fact]
    public void MLImages_GiveTheFeaturesOfTheirFiles_HereAndAfterLoading()
    {
        var photos = _photos.Write(2);
        var data = _photos.Load(photos);
        var context = _photos.Context;
        using var model = context.Transforms.LoadImages("Image", null, nameof(Photo.Path))
            .Append(context.Transforms.EncodeImage("Encoded", "Image"))
            .Append(context.Transforms.TransferFeatures("Features", "Encoded", _photos.Backbone, new() { Threads = 1 })).Fit(data);
        var file = Path.Combine(_photos.Folder, "images.zip");
        context.Model.Save(model, data.Schema, file);
        var engine = context.Model.CreatePredictionEngine<Photo, Answer>(new MLContext().Model.Load(file, out _));

        var expected = context.Transforms.TransferFeatures("Features", nameof(Photo.Path), _photos.Backbone).Fit(data).Transform(data).GetColumn<float[]>("Features").ToList();

        Assert.Equal(expected, model.Transform(data).GetColumn<float[]>("Features").ToList());
        Assert.Equal(expected, photos.Select(photo => engine.Predict(photo).Features));
    }

    [Fact]
    public void TransparentParts_AreLaidOnWhite()
    {
        // Half of a red that is half transparent, multiplied; and an opaque blue.
        using var image = MLImage.CreateFromPixels(1, 2, MLPixelFormat.Rgba32, [64, 0, 0, 128, 0, 0, 200, 255]);

        var pixels = ImageDecoder.Decode(Bitmap.Encode(image)).Pixels;

        Assert.Equal([191, 127, 127, 0, 0, 200], pixels);
    }

    public void Dispose() => _photos.Dispose();
}
