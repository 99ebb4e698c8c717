using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>What checking found out: the type of every node by its id, and the findings.</summary>
internal sealed record CheckedSource(CelType[] Types, CelDiagnostic[] Diagnostics);
