using TransferKit.Tasks;

namespace TransferKit.MLNet.Training;

/// <summary>A task and the columns of its answers.</summary>
/// <param name="Task">The task; its column is the data's column of labels.</param>
/// <param name="Score">The column of scores.</param>
/// <param name="PredictedLabel">The column of the answer; unused where the score is the answer.</param>
internal sealed record TaskColumns(LearningTask Task, string Score, string PredictedLabel);
