using System.Text.Json.Serialization;
using TransferKit.Cli.Commands.Advise;
using TransferKit.Cli.Commands.Backbones;
using TransferKit.Cli.Commands.Compare;
using TransferKit.Cli.Commands.Contract;
using TransferKit.Cli.Commands.Demo;
using TransferKit.Cli.Commands.Diagnose;
using TransferKit.Cli.Commands.Doctor;
using TransferKit.Cli.Commands.Errors;
using TransferKit.Cli.Commands.Evaluate;
using TransferKit.Cli.Commands.GradCheck;
using TransferKit.Cli.Commands.Inspect;
using TransferKit.Cli.Commands.Labels;
using TransferKit.Cli.Commands.Predict;
using TransferKit.Cli.Commands.Report;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Split;
using TransferKit.Cli.Commands.Train;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Json;

/// <summary>The documents that commands print, compiled ahead so that the program starts fast.</summary>
[JsonSerializable(typeof(AdviseDocument))]
[JsonSerializable(typeof(BackbonesDocument))]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(ContractDocument))]
[JsonSerializable(typeof(CorrectionsDocument))]
[JsonSerializable(typeof(CurveDocument))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(DiagnoseDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ErrorsDocument))]
[JsonSerializable(typeof(EvaluateDocument))]
[JsonSerializable(typeof(FailedPredictionDocument))]
[JsonSerializable(typeof(GradCheckDocument))]
[JsonSerializable(typeof(HumanDocument))]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(Interval))]
[JsonSerializable(typeof(PageDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(PipelineDocument))]
[JsonSerializable(typeof(PredictionDocument))]
[JsonSerializable(typeof(PullDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(RunComparisonDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(SplitCheckDocument))]
[JsonSerializable(typeof(TrainDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
