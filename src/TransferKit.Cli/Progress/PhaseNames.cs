namespace TransferKit.Cli.Progress;

/// <summary>What a phase is called on the screen.</summary>
internal static class PhaseNames
{
    /// <summary>The name of a phase; an unknown phase is its own name.</summary>
    public static string Of(string phase) => phase switch
    {
        "unpack" => "Reading the demo's packages",
        "draw" => "Drawing the demo's pictures",
        "scan" => "Looking at the images",
        "decode" => "Decoding images",
        "features" => "Computing features",
        "choose" => "Choosing what to train",
        "train" => "Training",
        "gallery" => "Making small pictures",
        "probe" => "Probing the stages",
        "evaluate" => "Evaluating",
        "save" => "Saving",
        "gradients" => "Checking gradients",
        "convert" => "Converting the backbone",
        "attributes" => "Measuring light, sharpness and size",
        _ => phase,
    };
}
