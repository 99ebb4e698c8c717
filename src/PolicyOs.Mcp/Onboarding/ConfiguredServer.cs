using System.Collections.Immutable;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>A server as a client's configuration has it; values as they are written there.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Command">Null for a server over HTTP.</param>
/// <param name="Arguments">Of the command.</param>
/// <param name="Environment">Variables; values may hold the client's substitutions.</param>
/// <param name="WorkingDirectory">Null where it is not said.</param>
/// <param name="Url">Null for a server over standard streams.</param>
/// <param name="Headers">Of every request.</param>
/// <param name="Unusable">Why it cannot be governed; null when it can.</param>
/// <param name="HiddenTools">Tools that the client does not use of it.</param>
/// <param name="ShownTools">Null, or the only tools that the client uses of it.</param>
/// <param name="Notes">What of its settings is not taken over.</param>
internal sealed record ConfiguredServer(
    string Name,
    string? Command,
    ImmutableArray<string> Arguments,
    ImmutableArray<KeyValuePair<string, string>> Environment,
    string? WorkingDirectory,
    string? Url,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    string? Unusable,
    ImmutableArray<string> HiddenTools,
    ImmutableArray<string>? ShownTools,
    ImmutableArray<string> Notes);
