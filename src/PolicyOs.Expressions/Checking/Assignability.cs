using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>Whether a value of one type may stand where another is expected, finding type variables on the way (language definition, "Gradual Type Checking").</summary>
internal sealed class Assignability(Substitution substitution)
{
    /// <summary>Tries all pairs; what was found of variables stays only when every pair fits.</summary>
    public bool Try(ReadOnlySpan<CelType> actual, ReadOnlySpan<CelType> expected)
    {
        int mark = substitution.Mark();
        for (int i = 0; i < actual.Length; i++)
        {
            if (!Fits(actual[i], expected[i]))
            {
                substitution.Rollback(mark);
                return false;
            }
        }

        return true;
    }

    public bool Try(CelType actual, CelType expected) => Try([actual], [expected]);

    /// <summary>Of two types that fit each other, the one that holds both.</summary>
    public CelType MoreGeneral(CelType first, CelType second)
    {
        CelType left = substitution.Shallow(first);
        CelType right = substitution.Shallow(second);
        if (left is CelType.Object || right is CelType.Object)
        {
            return Same(left, right) ? left : AnyObject;
        }

        if (IsNull(right) && MayBeNull(left))
        {
            return left;
        }

        return IsAsGeneral(left, right) ? left : right;
    }

    /// <summary>The same type, whatever is known of the size of its values.</summary>
    public static bool Same(CelType first, CelType second) => (first, second) switch
    {
        (CelType.Scalar a, CelType.Scalar b) => string.Equals(a.Name, b.Name, StringComparison.Ordinal),
        (CelType.Variable a, CelType.Variable b) => string.Equals(a.Name, b.Name, StringComparison.Ordinal),
        (CelType.List a, CelType.List b) => Same(a.Element, b.Element),
        (CelType.Map a, CelType.Map b) => Same(a.Key, b.Key) && Same(a.Value, b.Value),
        (CelType.TypeOf a, CelType.TypeOf b) => Same(a.Of, b.Of),
        (CelType.Nullable a, CelType.Nullable b) => Same(a.Of, b.Of),
        (CelType.Object a, CelType.Object b) => ReferenceEquals(a.Fields, b.Fields),
        (CelType.Opaque a, CelType.Opaque b) => SameName(a, b) && a.Parameters.Zip(b.Parameters).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    public static bool IsDyn(CelType type) => type is CelType.Scalar { Name: "dyn" };

    private static CelType AnyObject { get; } = CelType.MapOf(CelType.String, CelType.Dyn);

    private static bool SameName(CelType.Opaque a, CelType.Opaque b) =>
        string.Equals(a.Name, b.Name, StringComparison.Ordinal) && a.Parameters.Length == b.Parameters.Length;

    private bool Fits(CelType first, CelType second)
    {
        if (second is CelType.Variable right)
        {
            (bool fits, bool known) = Substitute(right, first);
            if (fits || known)
            {
                return fits;
            }
        }

        if (first is CelType.Variable left)
        {
            return Substitute(left, second).Fits;
        }

        if (IsDyn(first) || IsDyn(second))
        {
            return true;
        }

        return (first, second) switch
        {
            (CelType.Nullable a, CelType.Nullable b) => Fits(a.Of, b.Of),
            (CelType.Nullable a, _) => IsNull(second) || Fits(a.Of, second),
            (_, CelType.Nullable b) => IsNull(first) || Fits(first, b.Of),
            (CelType.List a, CelType.List b) => Fits(a.Element, b.Element),
            (CelType.Map a, CelType.Map b) => Fits(a.Key, b.Key) && Fits(a.Value, b.Value),
            (CelType.Object, CelType.Object) => true,
            (CelType.Object, CelType.Map b) => Fits(CelType.String, b.Key) && Fits(CelType.Dyn, b.Value),
            (CelType.Map a, CelType.Object) => Fits(a.Key, CelType.String) && Fits(a.Value, CelType.Dyn),
            (CelType.TypeOf, CelType.TypeOf) => true,
            (CelType.Opaque a, CelType.Opaque b) => SameName(a, b) && FitAll(a.Parameters, b.Parameters),
            _ => Same(first, second) || (IsNull(first) && MayBeNull(second)) || (IsNull(second) && MayBeNull(first)),
        };
    }

    private bool FitAll(CelType[] first, CelType[] second)
    {
        for (int i = 0; i < first.Length; i++)
        {
            if (!Fits(first[i], second[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNull(CelType type) => type is CelType.Scalar { Name: "null_type" };

    /// <summary>The types whose values CEL has always let be null.</summary>
    private static bool MayBeNull(CelType type) =>
        type is CelType.Opaque || Same(type, CelType.Timestamp) || Same(type, CelType.Duration);

    /// <summary>Whether a variable may be a type, and whether something was known of the variable before.</summary>
    private (bool Fits, bool Known) Substitute(CelType.Variable variable, CelType type)
    {
        if (Same(variable, type))
        {
            return (true, true);
        }

        if (substitution.Find(variable) is { } known)
        {
            if (Same(type, known))
            {
                return (true, true);
            }

            if (!Fits(type, known))
            {
                return (false, true);
            }

            CelType general = MoreGeneral(type, known);
            if (!Occurs(variable, general))
            {
                substitution.Set(variable, general);
            }

            return (true, true);
        }

        if (Occurs(variable, type))
        {
            return (false, false);
        }

        substitution.Set(variable, type);
        return (true, false);
    }

    private bool Occurs(CelType.Variable variable, CelType within) => within switch
    {
        CelType.Variable other => Same(variable, other) || (substitution.Find(other) is { } known && Occurs(variable, known)),
        CelType.List list => Occurs(variable, list.Element),
        CelType.Map map => Occurs(variable, map.Key) || Occurs(variable, map.Value),
        CelType.TypeOf of => Occurs(variable, of.Of),
        CelType.Nullable nullable => Occurs(variable, nullable.Of),
        CelType.Opaque opaque => Array.Exists(opaque.Parameters, p => Occurs(variable, p)),
        _ => false,
    };

    /// <summary>Whether the first type holds every value of the second, as far as both are known.</summary>
    private static bool IsAsGeneral(CelType first, CelType second)
    {
        if (IsDyn(first) || first is CelType.Variable)
        {
            return true;
        }

        return (first, second) switch
        {
            (CelType.Nullable a, CelType.Nullable b) => IsAsGeneral(a.Of, b.Of),
            (CelType.Nullable a, _) => IsNull(second) || IsAsGeneral(a.Of, second),
            (CelType.List a, CelType.List b) => IsAsGeneral(a.Element, b.Element),
            (CelType.Map a, CelType.Map b) => IsAsGeneral(a.Key, b.Key) && IsAsGeneral(a.Value, b.Value),
            (CelType.TypeOf, CelType.TypeOf) => true,
            (CelType.Opaque a, CelType.Opaque b) => SameName(a, b) && a.Parameters.Zip(b.Parameters).All(p => IsAsGeneral(p.First, p.Second)),
            _ => Same(first, second),
        };
    }
}
