namespace PolicyOs.Contracts.Syntax;

/// <summary>A file of tools/ and the name that it stands for.</summary>
internal sealed record ToolFileSyntax(string Path, string Name, ToolContractSyntax? Contract);
