namespace TransferKit.Bench;

/// <summary>torchvision's architectures that are measured, with the height and width of their pictures: small, but not below what their poolings and
/// position embeddings take, or what the exported graph holds as numbers.</summary>
internal static class Architectures
{
    private const int OfOthers = 224;

    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["resnet18"] = 64,
        ["resnet50"] = 64,
        ["mobilenet_v2"] = 64,
        ["mobilenet_v3_large"] = 64,
        ["efficientnet_b0"] = 64,
        ["densenet121"] = 64,
        ["squeezenet1_1"] = 64,
        ["shufflenet_v2_x1_0"] = 64,
        ["inception_v3"] = 96,
        ["googlenet"] = 64,
        ["vgg11_bn"] = 224,
        ["vit_b_16"] = 224,
    };

    /// <summary>The names of all.</summary>
    public static string[] Names => [.. Sizes.Keys];

    /// <summary>Height and width of an architecture's pictures.</summary>
    public static int SizeOf(string name) => Sizes.GetValueOrDefault(name, OfOthers);
}
