namespace PolicyOs.Contracts.Model;

/// <summary>An entry of mcp_contract's <c>errors</c>.</summary>
public sealed record ErrorClass(string Id, ErrorMatch Match, Recoverability Recoverability);
