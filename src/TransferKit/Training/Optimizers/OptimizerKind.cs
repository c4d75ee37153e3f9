namespace TransferKit.Training.Optimizers;

/// <summary>How gradients become steps.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent.</summary>
    Sgd,

    /// <summary>Gradient descent with momentum (Polyak 1964).</summary>
    Momentum,

    /// <summary>Momentum with a look ahead (Nesterov 1983, in the form of Sutskever et al. 2013).</summary>
    Nesterov,

    /// <summary>Steps divided by a moving root mean square of the gradient (Tieleman and Hinton 2012).</summary>
    RmsProp,
}
