namespace PolicyOs.Gateway.Approvals;

/// <summary>A prompt that is open at a client, and how many count on its answer: calls that wait for it, and tickets.</summary>
internal sealed class OpenPrompt
{
    private int _counting;

    /// <summary>Ends when it has been answered or taken back.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>One more counts on it.</summary>
    public void Join() => Interlocked.Increment(ref _counting);

    /// <summary>One does so no longer: its call was taken back.</summary>
    /// <returns>Whether nobody does any more.</returns>
    public bool Leave() => Interlocked.Decrement(ref _counting) == 0;
}
