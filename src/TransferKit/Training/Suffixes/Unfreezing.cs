namespace TransferKit.Training.Suffixes;

/// <summary>When the stages of a training begin to move, once the heads stand.</summary>
public enum Unfreezing
{
    /// <summary>All with the first step.</summary>
    AtOnce,

    /// <summary>The last stage with the first step and the others one by one, evenly over the first half of the steps (Howard and Ruder
    /// 2018, https://arxiv.org/abs/1801.06146).</summary>
    Gradual,
}
