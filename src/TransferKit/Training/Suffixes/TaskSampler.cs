namespace TransferKit.Training.Suffixes;

/// <summary>Which images the steps of stages are made of, where tasks have labels of different numbers of images.</summary>
public enum TaskSampler
{
    /// <summary>Every image once an epoch: tasks are fed as often as they have labels.</summary>
    Proportional,

    /// <summary>A task is drawn for each image, with a chance of the fifth root of its number of labelled images, then one of these (Arivazhagan
    /// et al. 2019, https://arxiv.org/abs/1907.05019): rare tasks are fed more often.</summary>
    Temperature,

    /// <summary>Each step is made of the labelled images of one task, the tasks taking turns.</summary>
    RoundRobin,
}
