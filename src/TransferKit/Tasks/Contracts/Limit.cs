using System.Globalization;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tasks.Contracts;

/// <summary>
/// What only has to be good enough: a figure of a task, the recall of a class (<c>label.recall:cat&gt;=0.8</c>), or the model itself
/// (<c>model.bytes&lt;=20000000</c>, <c>model.latency&lt;=50</c>, in milliseconds an image). Unlike a gate it never stops anything.
/// </summary>
/// <param name="Task">The task's name; <see cref="Model"/> for limits of the model.</param>
/// <param name="Figure">The metric, <c>recall</c>, <c>bytes</c> or <c>latency</c>.</param>
/// <param name="Class">The class of a recall; null for others.</param>
/// <param name="End">Whether the estimate or an end of its interval must keep the limit.</param>
/// <param name="AtLeast">True for <c>&gt;=</c>, false for <c>&lt;=</c>.</param>
/// <param name="Value">The limit.</param>
internal sealed record Limit(string Task, string Figure, string? Class, GateEnd End, bool AtLeast, double Value)
{
    /// <summary>What limits of the model begin with.</summary>
    public const string Model = "model";

    /// <summary>The file's size.</summary>
    public const string Bytes = "bytes";

    /// <summary>How long a prediction takes, in milliseconds.</summary>
    public const string Latency = "latency";

    private const string Recall = ".recall:";

    /// <summary>Whether it is one of the model, not of a task.</summary>
    public bool IsOfModel => Task == Model && Figure is Bytes or Latency;

    /// <summary>Reads a limit.</summary>
    /// <param name="text">Such as <c>label.recall:cat&gt;=0.8</c>; figures of tasks are written as in <see cref="Gate"/>.</param>
    /// <exception cref="InvalidOptionsException">It is none.</exception>
    public static Limit Parse(string text)
    {
        var at = Math.Max(text.LastIndexOf(">=", StringComparison.Ordinal), text.LastIndexOf("<=", StringComparison.Ordinal));
        var left = at < 0 ? text : text[..at].Trim();
        var recall = left.IndexOf(Recall, StringComparison.Ordinal);
        if (recall <= 0 && left is not (Model + "." + Bytes or Model + "." + Latency))
        {
            return OfGate(text);
        }

        if (at < 0 || !double.TryParse(text.AsSpan(at + 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw new InvalidOptionsException($"'limit' is '{text}', which has no '>=' or '<=' with a number behind it; allowed: {Form}.");
        }

        if (recall <= 0)
        {
            return new(Model, left[(Model.Length + 1)..], null, GateEnd.Value, text[at] == '>', value);
        }

        var label = left[(recall + Recall.Length)..];
        var end = label.EndsWith(".low", StringComparison.Ordinal) ? GateEnd.Low : label.EndsWith(".high", StringComparison.Ordinal) ? GateEnd.High : GateEnd.Value;
        label = end == GateEnd.Value ? label : label[..label.LastIndexOf('.')];
        return label.Length > 0 ? new(left[..recall], "recall", label, end, text[at] == '>', value)
            : throw new InvalidOptionsException($"'limit' is '{text}', which names no class; allowed: {Form}.");
    }

    /// <summary>Checks, before any work, that what it limits will be measured.</summary>
    /// <param name="tasks">Each task's metrics and classes, by name.</param>
    /// <exception cref="InvalidOptionsException">It will not.</exception>
    public void RequireKnown(IReadOnlyDictionary<string, (IReadOnlyList<string> Metrics, IReadOnlyList<string> Classes)> tasks)
    {
        if (IsOfModel)
        {
            return;
        }

        if (!tasks.TryGetValue(Task, out var task))
        {
            throw Unknown($"there is no task '{Task}'", Task, tasks.Keys);
        }

        if (Class is null ? !task.Metrics.Contains(Figure) : !task.Classes.Contains(Class))
        {
            throw Class is null ? Unknown($"task '{Task}' has no metric '{Figure}'", Figure, task.Metrics) : Unknown($"task '{Task}' has no class '{Class}'", Class, task.Classes);
        }
    }

    /// <summary>Whether a figure keeps it.</summary>
    /// <param name="measured">The figure; null where it was not measured.</param>
    public LimitResult Check(Interval? measured)
    {
        if (measured is not { } figure)
        {
            return new(ToString(), LimitResult.NotMeasured, null, null);
        }

        var value = End switch { GateEnd.Low => figure.Low, GateEnd.High => figure.High, _ => figure.Value };
        return new(ToString(), End == GateEnd.Value && figure.Low < Value && Value < figure.High ? LimitResult.NotDistinguishable : Outcome(value), figure, null);
    }

    /// <summary>Whether a number without uncertainty keeps it.</summary>
    public LimitResult Check(double number) => new(ToString(), Outcome(number), null, number);

    /// <summary>The limit as it is written.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Task}.{Figure}{(Class is null ? "" : $":{Class}")}{(End == GateEnd.Value ? "" : End == GateEnd.Low ? ".low" : ".high")}{(AtLeast ? ">=" : "<=")}{Value}");

    private const string Form = "TASK.METRIC[.low|.high]>=X, TASK.recall:CLASS>=X, model.bytes<=X, model.latency<=X, each also the other way round";

    private static Limit OfGate(string text)
    {
        try
        {
            var gate = Gate.Parse(text);
            return new(gate.Task, gate.Metric, null, gate.End, gate.AtLeast, gate.Limit);
        }
        catch (InvalidOptionsException error)
        {
            throw new InvalidOptionsException($"{error.Message.Replace("'gate'", "'limit'", StringComparison.Ordinal)}; limits may also be: {Form}.");
        }
    }

    private string Outcome(double value) => (AtLeast ? value >= Value : value <= Value) ? LimitResult.Met : LimitResult.NotMet;

    private InvalidOptionsException Unknown(string what, string name, IEnumerable<string> allowed) =>
        new($"'limit' is '{this}', and {what}; allowed: {string.Join(", ", allowed)}.{NearestName.Question(name, allowed)}");
}

/// <summary>What came of a limit.</summary>
/// <param name="Limit">The limit as it is written.</param>
/// <param name="Outcome"><see cref="Met"/>, <see cref="NotMet"/>, <see cref="NotDistinguishable"/> or <see cref="NotMeasured"/>.</param>
/// <param name="Measured">The figure; null for limits of the model, and where nothing was measured.</param>
/// <param name="Number">Bytes, or milliseconds; null for figures.</param>
internal sealed record LimitResult(string Limit, string Outcome, Interval? Measured, double? Number)
{
    /// <summary>The limit is kept.</summary>
    public const string Met = "met";

    /// <summary>It is not.</summary>
    public const string NotMet = "not met";

    /// <summary>The figure's interval holds the limit.</summary>
    public const string NotDistinguishable = "not distinguishable";

    /// <summary>There is nothing to tell from.</summary>
    public const string NotMeasured = "not measured";
}
