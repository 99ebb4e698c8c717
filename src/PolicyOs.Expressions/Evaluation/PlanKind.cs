namespace PolicyOs.Expressions.Evaluation;

/// <summary>The case a <see cref="Plan"/> is, for the evaluator's jump table.</summary>
internal enum PlanKind : byte
{
    Constant,
    Variable,
    Local,
    Path,
    OptionalField,
    HasField,
    Index,
    Not,
    Negate,
    Arithmetic,
    Comparison,
    Equality,
    Membership,
    Logical,
    Conditional,
    Call,
    Matches,
    OptionalOr,
    List,
    Map,
    Loop,
    Bind,
    Block,
    OptionalMap,
    Unresolved,
}
