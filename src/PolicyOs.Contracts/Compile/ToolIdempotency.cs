using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>idempotency</c> of a tool (spec 2.9).</summary>
internal static class ToolIdempotency
{
    private const int DefaultRetentionHours = 24;

    internal static Idempotency? Compile(IdempotencySyntax? s, ToolDraft tool, Compilation compilation)
    {
        if (s is null)
        {
            return null;
        }

        bool needsKey = tool.SideEffect == SideEffect.Financial || tool.Tier == SideEffectTier.S4;
        if (needsKey && s.Node.Find("key") is null)
        {
            compilation.Report.Add(Codes.IdempotencyWithoutKey, s.At, $"`{tool.Name}` is financial or S4 and needs `key` paths: a key of the client's choosing proves nothing");
        }

        ImmutableArray<JsonPath> key = [.. s.Key.Select(k => compilation.Paths.InArguments(k, tool, "an idempotency key")).OfType<JsonPath>()];
        return new Idempotency(
            s.Required?.Value ?? true, key, TimeSpan.FromHours(s.RetentionHours?.Value ?? DefaultRetentionHours), s.UpstreamSafe?.Value ?? false);
    }
}
