using System.Reflection;
using Microsoft.ML.Runtime;

namespace TransferKit.MLNet;

/// <summary>What an extension method's catalog knows of its MLContext, and messages to it.</summary>
/// <remarks>
/// ML.NET shows the environment of a catalog, and whether execution was cancelled, to its own assemblies alone. Both are read by their names,
/// and where a version has them no more, messages go nowhere and only the cancellation token stops the work.
/// </remarks>
internal static class CatalogEnvironment
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
    private const string Channel = "TransferKit";

    /// <summary>The environment of a catalog; null where it does not tell.</summary>
    public static IHostEnvironment? Of(object catalog) => Read(catalog, "IInternalCatalog", "Environment") as IHostEnvironment;

    /// <summary>Whether MLContext.CancelExecution was called.</summary>
    public static bool IsCancelled(this IHostEnvironment environment) => Read(environment, "ICancelable", "IsCanceled") is true;

    /// <summary>Writes a message to the log of the MLContext.</summary>
    public static void Inform(this IHostEnvironment environment, string message)
    {
        using var channel = environment.Start(Channel);
        channel.Info(MessageSensitivity.None, message);
    }

    /// <summary>Writes a warning to the log of the MLContext.</summary>
    public static void Warn(this IHostEnvironment environment, string message)
    {
        using var channel = environment.Start(Channel);
        channel.Warning(MessageSensitivity.UserData, message);
    }

    private static object? Read(object from, string type, string property) =>
        from.GetType().GetInterfaces().FirstOrDefault(found => found.Name == type)?.GetProperty(property, Any)?.GetValue(from);
}
