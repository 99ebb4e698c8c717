using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>An answer that is not what was asked for, in words for people.</summary>
internal static class AnswerText
{
    /// <summary>Says what came in its place.</summary>
    public static string Of(RpcAnswer answer) => answer switch
    {
        RpcAnswer.Error error => $"error {error.Parsed.Code}: {error.Parsed.Message}",
        RpcAnswer.Unreadable unreadable => unreadable.Reason,
        RpcAnswer.Lost lost => lost.Reason,
        RpcAnswer.NotSent notSent => notSent.Reason,
        RpcAnswer.HttpRefused refused => refused.Reason,
        RpcAnswer.Abandoned abandoned => abandoned.Reason,
        _ => "its result is not of the protocol's form",
    };
}
