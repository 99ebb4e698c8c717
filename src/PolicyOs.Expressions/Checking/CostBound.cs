namespace PolicyOs.Expressions.Checking;

/// <summary>An upper bound on a cost or a size: a factor, times the size of an input that nothing bounds, to a power.</summary>
internal readonly record struct CostBound(double Factor, int Degree)
{
    public static CostBound One => new(1, 0);

    /// <summary>As much as there is of an input that nothing bounds.</summary>
    public static CostBound Unknown => new(1, 1);

    public static CostBound Of(double factor) => new(factor, 0);

    // The unknown size is at least one, so a lower power is bounded by the same factor at the higher one.
    public static CostBound operator +(CostBound left, CostBound right) => new(left.Factor + right.Factor, Math.Max(left.Degree, right.Degree));

    public static CostBound operator *(CostBound left, CostBound right) => new(left.Factor * right.Factor, left.Degree + right.Degree);

    public static CostBound Larger(CostBound left, CostBound right) => new(Math.Max(left.Factor, right.Factor), Math.Max(left.Degree, right.Degree));

    public static CostBound Smaller(CostBound left, CostBound right) =>
        left.Degree != right.Degree ? (left.Degree < right.Degree ? left : right) : left.Factor <= right.Factor ? left : right;
}
