using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>The way back over one connection that carries everything.</summary>
internal sealed class LineReply(IMessageOutlet outlet) : IReply
{
    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> message) => outlet.Send(message);

    /// <inheritdoc/>
    public void Finish(byte[]? message, int httpStatus)
    {
        if (message is not null)
        {
            outlet.Send(message);
        }
    }

    /// <inheritdoc/>
    public void Suspend(TimeSpan pause)
    {
        // The one connection stays for everything else.
    }

    /// <inheritdoc/>
    public void Close() => outlet.Close();
}
