using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>Answers as messages, in the form of the client's era.</summary>
internal static class AnswerMessage
{
    /// <summary>For a client of 2024-11-05 to 2025-11-25.</summary>
    /// <returns>Null when nothing is to be sent.</returns>
    public static byte[]? Legacy(RpcId id, ClientAnswer answer) => answer switch
    {
        ClientAnswer.Result result => MessageBuilder.Result(id, result.Write),
        ClientAnswer.InputRequired => MessageBuilder.Error(id, RpcError.InternalError, "this request needs a client of 2026-07-28"),
        _ => Other(id, answer),
    };

    /// <summary>For a client of 2026-07-28.</summary>
    /// <param name="id">The request's.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isCacheable">Whether the method's result says how long it may be kept (SEP-2549).</param>
    /// <returns>Null when nothing is to be sent.</returns>
    public static byte[]? Modern(RpcId id, ClientAnswer answer, bool isCacheable) => answer switch
    {
        ClientAnswer.Result result => MessageBuilder.Result(id, ModernResult.Complete(result.Write, isCacheable)),
        ClientAnswer.InputRequired required => MessageBuilder.Result(id, w => ModernResult.WriteInputRequired(w, required)),
        _ => Other(id, answer),
    };

    private static byte[]? Other(RpcId id, ClientAnswer answer) => answer switch
    {
        ClientAnswer.Error error => MessageBuilder.Error(id, error.Code, error.Message, error.Data),
        ClientAnswer.Relayed relayed => MessageBuilder.Error(id, w => ServerError.Write(w, relayed.ErrorAsSent)),
        _ => null,
    };
}
