namespace TransferKit.Training.Optimizers;

/// <summary>What one step needs to know besides the gradient.</summary>
/// <param name="LearningRate">The rate that the schedule gives for this step.</param>
/// <param name="Decay">The decoupled weight decay of this parameter: 0 for biases and norms.</param>
/// <param name="Number">The step's number, from 1.</param>
internal readonly record struct OptimizerStep(float LearningRate, float Decay, int Number);
