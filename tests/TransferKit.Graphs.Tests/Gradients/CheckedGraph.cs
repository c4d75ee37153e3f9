using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>A graph with its gradients, in float64 and as it trains, in float32.</summary>
internal sealed class CheckedGraph
{
    private const double Step = 1e-5;
    private readonly GradientCheck _check;
    private readonly ModelProto _forward;
    private readonly string _output;
    private readonly string[] _parameters;
    private readonly DerivedGraph _derived;

    public CheckedGraph(GradientCheck check, ModelProto forward, string output)
    {
        (_check, _forward, _output) = (check, forward, output);
        _parameters = [.. check.Inputs.Keys];
        _derived = TrainingGraph.Derive(forward, "loss", _parameters, check.Options);
        OnnxRuntimeLibrary.EnsureLoaded();
    }

    /// <summary>The formulations of its convolutions.</summary>
    public IReadOnlyDictionary<string, string> Choices => _derived.Choices;

    /// <summary>The largest error of any gradient entry against central differences, relative to the largest entry of its tensor.</summary>
    public double LargestError() => Largest(Gradients(_derived), Differences());

    /// <summary>As <see cref="LargestError"/>, of every graph that has one share of a rule's gradients multiplied by a factor.</summary>
    public IReadOnlyList<double> ErrorsWithFaults(string operatorType, double factor)
    {
        var differences = Differences();
        var errors = new List<double>();
        for (var share = 0; ; share++)
        {
            var fault = new GradientFault(operatorType, share, factor);
            var spoilt = TrainingGraph.Derive(_forward, "loss", _parameters, _check.Options with { Fault = fault });
            if (share >= fault.Shares)
            {
                return errors;
            }

            errors.Add(Largest(Gradients(spoilt), differences));
        }
    }

    /// <summary>The largest error of the outputs against ONNX Runtime's own kernels in float32, relative to the largest output.</summary>
    public double LargestOutputError()
    {
        using var plain = new InferenceSession(_forward.ToByteArray());
        var expected = Run(plain, [_output], _check.Inputs, value => (float)value, value => (double)value)[0];
        using var session = Session(_derived);
        return Error(Run(session, [_output], Stored(_derived), value => value, (double value) => value)[0], expected);
    }

    /// <summary>The largest error of the gradients that training computes, in float32, against those in float64.</summary>
    public double LargestErrorInFloat32()
    {
        var derived = TrainingGraph.Derive(_forward, "loss", _parameters, _check.Options with { Float64 = false });
        using var session = Session(derived);
        var gradients = Run(session, Names, Stored(derived), value => (float)value, value => (double)value);
        return Largest(Restored(derived, gradients), Gradients(_derived));
    }

    /// <summary>A session that knows our own kernels, which graphs in float32 hold.</summary>
    private static InferenceSession Session(DerivedGraph derived)
    {
        using var options = new SessionSettings().ToOptions();
        return new(derived.Model.ToByteArray(), options);
    }

    private string[] Names => [.. _parameters.Select(TrainingGraph.GradientName)];

    private double[][] Gradients(DerivedGraph derived)
    {
        using var session = Session(derived);
        return Restored(derived, Run(session, Names, Stored(derived), value => value, (double value) => value));
    }

    private double[][] Differences()
    {
        using var session = Session(_derived);
        return [.. _parameters.Select(name => Differences(session, _check.Inputs[name].Values))];
    }

    private double[] Differences(InferenceSession session, double[] values)
    {
        double Loss() => Run(session, ["loss"], Stored(_derived), value => value, (double value) => value)[0][0];
        return [.. Enumerable.Range(0, values.Length).Select(i =>
        {
            var kept = values[i];
            values[i] = kept + Step;
            var above = Loss();
            values[i] = kept - Step;
            var below = Loss();
            values[i] = kept;
            return (above - below) / (2 * Step);
        })];
    }

    private static double Largest(double[][] found, double[][] expected) => found.Zip(expected, Error).Max();

    // Not a number is the worst error.
    private static double Error(double[] found, double[] expected) =>
        found.Zip(expected, (f, e) => double.IsNaN(f - e) ? double.PositiveInfinity : Math.Abs(f - e)).Max() / Math.Max(expected.Max(Math.Abs), 1e-8);

    /// <summary>The inputs as the training graph lays them.</summary>
    private Dictionary<string, (long[] Shape, double[] Values)> Stored(DerivedGraph derived) => _check.Inputs.ToDictionary(i => i.Key, i =>
    {
        var values = new double[i.Value.Values.Length];
        derived.Layouts[i.Key].Store<double>(i.Value.Values, values);
        return (derived.Layouts[i.Key].Stored, values);
    });

    private double[][] Restored(DerivedGraph derived, double[][] gradients) => [.. gradients.Zip(_parameters, (stored, name) =>
    {
        var values = new double[stored.Length];
        derived.Layouts[name].Restore<double>(stored, values);
        return values;
    })];

    private static double[][] Run<T>(
        InferenceSession session,
        string[] outputs,
        IReadOnlyDictionary<string, (long[] Shape, double[] Values)> inputs,
        Converter<double, T> convert,
        Converter<T, double> back)
        where T : unmanaged
    {
        using var options = new RunOptions();
        var values = inputs.ToDictionary(i => i.Key, i => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(i.Value.Values, convert), i.Value.Shape));
        using var results = session.Run(options, values, outputs);
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return [.. results.Select(result => Array.ConvertAll(result.GetTensorDataAsSpan<T>().ToArray(), back))];
    }
}
