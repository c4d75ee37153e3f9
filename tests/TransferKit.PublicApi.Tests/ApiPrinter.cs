using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace TransferKit.PublicApi.Tests;

/// <summary>Prints what an assembly shows to its users, a line a member, in an order that does not depend on the sources.</summary>
internal static class ApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The text, types in ordinal order of their names.</summary>
    public static string Print(Assembly assembly) => string.Join("\n", assembly.GetExportedTypes()
        .Where(type => !IsGenerated(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(Print));

    /// <summary>What protoc makes of onnx.proto is described there.</summary>
    private static bool IsGenerated(Type type) =>
        typeof(IMessage).IsAssignableFrom(type) || type.Name == "OnnxReflection" || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static string Print(Type type) => string.Concat(Members(type)
        .Order(StringComparer.Ordinal)
        .Select(line => $"    {line}\n")
        .Prepend($"{Kind(type)} {type.Namespace}.{TypeName.Full(type)}{Bases(type)}\n"));

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var parent = type.BaseType is { } candidate && candidate != typeof(object) && !type.IsValueType ? [candidate] : Type.EmptyTypes;
        var bases = parent.Concat(type.IsEnum ? [] : type.GetInterfaces()).Select(TypeName.Of).Order(StringComparer.Ordinal).ToList();
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        // The members that the compiler gives to records (equality, printing, copying) go without saying.
        var members = type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute))).ToList();
        return members.OfType<FieldInfo>().Where(IsVisible).Select(field => Print(type, field))
            .Concat(members.OfType<PropertyInfo>().Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Print))
            .Concat(members.OfType<MethodBase>().Where(method => IsVisible(method) && !IsAccessor(method)).Select(Print));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName;

    private static bool IsAccessor(MethodBase method) =>
        method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static string Print(Type type, FieldInfo field) => type.IsEnum
        ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}"
        : $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{TypeName.Of(field.FieldType)} {field.Name}";

    private static string Print(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor =>
            accessor.ReturnType != typeof(void) ? "get;" : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;");
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Print(parameters)}]" : "";
        return $"{required}{Modifiers(property.GetAccessors(nonPublic: true)[0])}{TypeName.Of(property.PropertyType)} {property.Name}{index} {{ {string.Join(" ", accessors)} }}";
    }

    private static string Print(MethodBase method) => method is MethodInfo { ReturnType: var result } info
        ? $"{Modifiers(method)}{TypeName.Of(result)} {method.Name}{TypeName.Arguments(info.GetGenericArguments())}({Print(method.GetParameters())})"
        : $"{Modifiers(method)}new({Print(method.GetParameters())})";

    private static string Modifiers(MethodBase method) => (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : "");

    private static string Print(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        $"{TypeName.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));
}
