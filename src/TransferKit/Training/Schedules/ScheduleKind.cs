namespace TransferKit.Training.Schedules;

/// <summary>How the learning rate changes over a training.</summary>
public enum ScheduleKind
{
    /// <summary>From the full rate to zero along half a cosine (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,

    /// <summary>Up over the first 30 % of the steps and down to nearly zero along cosines (Smith and Topin 2019).</summary>
    OneCycle,

    /// <summary>The same rate throughout.</summary>
    Constant,
}
