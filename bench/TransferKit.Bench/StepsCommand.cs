using System.CommandLine;
using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench;

/// <summary>Time of a training step of a backbone's last stages and a linear head on cached activations.</summary>
internal static class StepsCommand
{
    public static Command Create()
    {
        var backbone = new Option<string>("--backbone") { Required = true, Description = "name or .onnx file" };
        var retrain = new Option<string>("--retrain") { DefaultValueFactory = _ => "last:1", Description = "last:N or from:STAGE (default last:1)" };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 32, Description = "images a step (default 32)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "threads of one run (default 1)" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 9, Description = "steps measured (default 9)" };
        var serve = new Option<bool>("--serve") { Description = "run one step for each line read, and print its milliseconds" };
        var profile = new Option<string?>("--profile") { Description = "write ONNX Runtime's profile to this file prefix" };
        var strategy = new Option<string[]>("--convolution") { Description = "NODE=STRATEGY: writes a convolution so" };
        var command = new Command("steps", "Train the last stages on random activations.") { backbone, retrain, batch, threads, rounds, serve, profile, strategy };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var loaded = await Backbone.LoadAsync(arguments.GetValue(backbone)!, null, cancellationToken);
            var overrides = (arguments.GetValue(strategy) ?? []).Select(text => text.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
            using var step = new SuffixStep(loaded, arguments.GetValue(retrain)!, arguments.GetValue(batch), arguments.GetValue(threads), overrides, arguments.GetValue(profile));
            step.Run();
            step.Run();
            if (arguments.GetValue(serve))
            {
                Console.WriteLine("ready");
                while (Console.ReadLine() is { } line && line != "quit")
                {
                    Console.WriteLine(FormattableString.Invariant($"{step.Time():F3}"));
                }

                return;
            }

            var times = Enumerable.Range(0, arguments.GetValue(rounds)).Select(_ => step.Time()).Order().ToArray();
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                library = "TransferKit",
                backbone = loaded.Id,
                stages = step.Stages,
                parameters = step.Parameters,
                batch = arguments.GetValue(batch),
                threads = arguments.GetValue(threads),
                median = Math.Round(times[times.Length / 2], 2),
                min = Math.Round(times[0], 2),
                max = Math.Round(times[^1], 2),
                nodes = step.Nodes,
                choices = step.Choices.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => g.Count()),
            }));
        });
        return command;
    }

    /// <summary>The derived graph, bound, with SGD and momentum behind it.</summary>
    private sealed class SuffixStep : IDisposable
    {
        private const int Classes = 10;
        private readonly GraphSession _session;
        private readonly List<(PinnedTensor Value, PinnedTensor Gradient, float[] Momentum)> _parameters = [];
        private readonly List<PinnedTensor> _others = [];

        public SuffixStep(Backbone backbone, string retrain, int batch, int threads, Dictionary<string, string> overrides, string? profile)
        {
            var stages = backbone.Stages;
            var first = stages.Resolve(retrain);
            Stages = [.. stages.Skip(first).Select(stage => stage.Name)];
            var end = stages.TrunkEnd.Tensor;
            var suffix = TrainableSuffix.Create(stages, first, batch, [end]);
            var head = Head(end, stages.Shapes.Of(end), batch);
            string[] names = [.. suffix.Parameters.Select(p => p.Name), "head.weight", "head.bias"];
            var derived = TrainingGraph.Derive([suffix.Model, head], "loss", names, new() { Convolutions = overrides });
            (Choices, Nodes) = (derived.Choices, derived.Model.Graph.Node.Count);
            _session = new GraphSession(derived.Model, new() { Threads = threads, Spinning = threads > 1, Profile = profile });
            var random = new RandomStream(7, "steps");
            foreach (var (name, layout) in derived.Layouts)
            {
                var tensor = new PinnedTensor(layout.Stored);
                if (suffix.Parameters.FirstOrDefault(p => p.Name == name) is { } given)
                {
                    layout.Store<float>(Tensors.ToFloats(given), tensor.Span);
                }
                else
                {
                    Fill(name, tensor.Span, random);
                }

                _session.BindInput(name, tensor);
                if (names.Contains(name))
                {
                    var gradient = new PinnedTensor(layout.Stored);
                    _session.BindOutput(TrainingGraph.GradientName(name), gradient);
                    _parameters.Add((tensor, gradient, new float[tensor.Span.Length]));
                }
                else
                {
                    _others.Add(tensor);
                }
            }

            var loss = new PinnedTensor();
            _session.BindOutput("loss", loss);
            _others.Add(loss);
        }

        public string[] Stages { get; }

        public int Nodes { get; }

        public IReadOnlyDictionary<string, string> Choices { get; }

        public int Parameters => _parameters.Sum(p => p.Momentum.Length);

        public void Run()
        {
            _session.Run();
            foreach (var (value, gradient, momentum) in _parameters)
            {
                TensorPrimitives.MultiplyAdd(momentum, 0.9f, gradient.Span, momentum);
                TensorPrimitives.MultiplyAdd(momentum, -1e-6f, value.Span, value.Span);
            }
        }

        public double Time()
        {
            var start = Stopwatch.GetTimestamp();
            Run();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public void Dispose()
        {
            _session.Dispose();
            _others.ForEach(tensor => tensor.Dispose());
            foreach (var (value, gradient, _) in _parameters)
            {
                value.Dispose();
                gradient.Dispose();
            }
        }

        private static void Fill(string name, Span<float> values, RandomStream random)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = name == "targets" ? i % Classes == i / Classes % Classes ? 1 : 0 : (float)random.NextGaussian() * (name.StartsWith("head", StringComparison.Ordinal) ? 0.05f : 1);
            }
        }

        /// <summary>Mean over positions, one linear layer, mean cross-entropy.</summary>
        private static ModelProto Head(string features, long[] shape, int batch)
        {
            var graph = new GraphBuilder("head");
            graph.Input(features, DataType.Float, [batch, .. shape[1..].Select(d => (long?)d)]);
            var channels = shape.Length == 3 ? shape[2] : shape[1];
            var pooled = shape.Length switch
            {
                4 => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [features])]),
                3 => graph.Node("Gather", [features, graph.Constant(Tensors.FromLongs("token", [0L]))], [("axis", 1L)]),
                _ => features,
            };
            graph.Input("head.weight", DataType.Float, channels, Classes);
            graph.Input("head.bias", DataType.Float, Classes);
            graph.Input("targets", DataType.Float, batch, Classes);
            var scores = graph.Node("LogSoftmax", [graph.Node("Gemm", [pooled, "head.weight", "head.bias"])], [("axis", 1L)]);
            var sum = graph.Node("ReduceSum", [graph.Node("Mul", [scores, "targets"])], [("keepdims", 0L)]);
            graph.Node("Mul", [sum, graph.Scalar(-1f / batch)], output: "loss");
            graph.Output("loss", DataType.Float);
            return graph.ToModel();
        }
    }
}
