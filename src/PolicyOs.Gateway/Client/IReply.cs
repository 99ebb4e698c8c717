using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>The way back to whoever sent a request: messages about it, then its answer.</summary>
internal interface IReply : IMessageOutlet
{
    /// <summary>Sends the answer; nothing about the request follows.</summary>
    /// <param name="message">The answer; null when there is none, because the client took the request back.</param>
    /// <param name="httpStatus">What it means in HTTP; means nothing on other transports.</param>
    void Finish(byte[]? message, int httpStatus);

    /// <summary>
    /// Nothing about the request is to be expected for a while: a stream that the client can come back to is ended after what was sent, and the
    /// client told when to come back. Means nothing on other transports.
    /// </summary>
    /// <param name="pause">How long the client is to stay away.</param>
    void Suspend(TimeSpan pause);
}
