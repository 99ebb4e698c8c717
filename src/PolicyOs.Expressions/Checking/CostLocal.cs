namespace PolicyOs.Expressions.Checking;

/// <summary>What the cost of using a macro's variable depends on.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Size">The size of its value where that is known apart from its type.</param>
/// <param name="Loop">
/// The walk over an unbounded input whose element it is, or is a part of. What lies below the elements adds up to no more than the
/// input, so work on such parts costs no further power; inside another walk over them it does.
/// </param>
internal sealed record CostLocal(string Name, CostBound? Size, object? Loop);
