namespace PolicyOs.Gateway.Wire;

/// <summary>What one side of the gateway does with what arrives. Called on the connection's reading thread, in the order of arrival.</summary>
internal interface IRpcHandler
{
    /// <summary>A request came; it is answered with <c>RpcPeer.Respond</c> or <see cref="RpcPeer.RespondError"/>, now or later.</summary>
    void OnRequest(RpcMessage.Request request);

    /// <summary>A notification came.</summary>
    void OnNotification(RpcMessage.Notification notification);

    /// <summary>Something came that is no message; nothing has been answered yet.</summary>
    void OnRefused(RpcMessage.Refused refused);

    /// <summary>The other side is gone; called once.</summary>
    void OnClosed(string reason);
}
