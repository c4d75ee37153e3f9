namespace TransferKit.PublicApi.Tests;

/// <summary>Names of types as C# writes them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    /// <summary>The name where the type is used.</summary>
    public static string Of(Type type) => type switch
    {
        { IsByRef: true } => $"ref {Of(type.GetElementType()!)}",
        { IsArray: true } => $"{Of(type.GetElementType()!)}[]",
        _ when Nullable.GetUnderlyingType(type) is { } inner => $"{Of(inner)}?",
        { FullName: not null } when type.FullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal) =>
            $"({string.Join(", ", type.GetGenericArguments().Select(Of))})",
        { IsGenericParameter: true } => type.Name,
        _ => Keywords.GetValueOrDefault(type) ?? Full(type),
    };

    /// <summary>The name with its outer types and type arguments.</summary>
    public static string Full(Type type) =>
        (type.DeclaringType is { } outer ? $"{Full(outer)}." : "") + type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());

    /// <summary>Such as <c>&lt;string, int&gt;</c>; nothing where there are none.</summary>
    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";
}
