namespace TransferKit.Graphs.Onnx;

/// <summary>Reads a node's attributes with the operator's defaults.</summary>
public static class Attributes
{
    /// <summary>A whole number.</summary>
    public static long Long(this NodeProto node, string name, long otherwise) => node.Find(name)?.I ?? otherwise;

    /// <summary>A number.</summary>
    public static float Float(this NodeProto node, string name, float otherwise) => node.Find(name)?.F ?? otherwise;

    /// <summary>A text.</summary>
    public static string Text(this NodeProto node, string name, string otherwise) => node.Find(name)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>Whole numbers, or null where the attribute is absent.</summary>
    public static long[]? Longs(this NodeProto node, string name) => node.Find(name)?.Ints.ToArray();

    /// <summary>The attribute itself, or null where it is absent.</summary>
    public static AttributeProto? Find(this NodeProto node, string name) => node.Attribute.FirstOrDefault(a => a.Name == name);
}
