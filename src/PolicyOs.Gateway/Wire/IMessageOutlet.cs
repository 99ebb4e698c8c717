namespace PolicyOs.Gateway.Wire;

/// <summary>Where whole messages go, in the order of the calls.</summary>
internal interface IMessageOutlet
{
    /// <summary>Sends one message, without line end.</summary>
    /// <returns>False when the other side is gone or does not read.</returns>
    bool Send(ReadOnlySpan<byte> message);

    /// <summary>No more messages; what waits is dropped.</summary>
    void Close();
}
