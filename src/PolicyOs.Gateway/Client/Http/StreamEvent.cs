namespace PolicyOs.Gateway.Client.Http;

/// <summary>One message on a response stream.</summary>
/// <param name="Number">Its place in the stream, from 1.</param>
/// <param name="Message">The message; null for the end of a stream that has no answer.</param>
/// <param name="HttpStatus">Set on the last message: what the answer means in HTTP; 0 on others.</param>
internal sealed record StreamEvent(long Number, byte[]? Message, int HttpStatus)
{
    /// <summary>Set on what is no message: how long the client is to stay away before it comes back for the rest.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Whether nothing follows.</summary>
    public bool IsLast => HttpStatus != 0;

    /// <summary>Bytes that it holds on to.</summary>
    public int Size => (Message?.Length ?? 0) + 64;
}
