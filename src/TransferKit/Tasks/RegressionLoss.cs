namespace TransferKit.Tasks;

/// <summary>What a number is learned by, on standardised targets.</summary>
public enum RegressionLoss
{
    /// <summary>Half the squared error: the mean is learned, and a wild label pulls hard.</summary>
    Squared,

    /// <summary>Half the squared error up to 1, linear from there (Huber 1964): wild labels pull no harder than others.</summary>
    Huber,
}
