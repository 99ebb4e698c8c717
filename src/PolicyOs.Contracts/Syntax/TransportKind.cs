namespace PolicyOs.Contracts.Syntax;

/// <summary><c>transport</c> of a server.</summary>
internal enum TransportKind
{
    Stdio,
    Http,
}
