using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>A server as the bundle will have it.</summary>
/// <param name="From">As the client has it.</param>
/// <param name="Server">With references in place of secrets; its working directory is absolute.</param>
/// <param name="References">Variables that stand for a value, with where they came from, for people.</param>
/// <param name="Notes">What was changed, for people.</param>
internal sealed record ServerDraft(ConfiguredServer From, Server Server, ImmutableArray<(string Variable, string Origin)> References, ImmutableArray<string> Notes);
