using System.Reflection;
using Microsoft.ML.Runtime;

namespace TransferKit.MLNet;

/// <summary>What an extension method's catalog knows of its MLContext, and messages to it.</summary>
/// <remarks>
/// ML.NET shows the environment of a catalog to its own assemblies alone. It is read by its name, and where a version has it no more, messages go
/// nowhere.
/// </remarks>
internal static class CatalogEnvironment
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
    private const string Channel = "TransferKit";

    /// <summary>The environment of a catalog; null where it does not tell.</summary>
    public static IHostEnvironment? Of(object catalog) => catalog.GetType().GetInterfaces()
        .FirstOrDefault(type => type.Name == "IInternalCatalog")?.GetProperty("Environment", Any)?.GetValue(catalog) as IHostEnvironment;

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
}
