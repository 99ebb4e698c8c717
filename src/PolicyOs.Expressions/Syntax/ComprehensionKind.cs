namespace PolicyOs.Expressions.Syntax;

/// <summary>The macros that walk a list or a map. Most come with one variable and with two.</summary>
internal enum ComprehensionKind
{
    All,
    Exists,
    ExistsOne,

    /// <summary>One variable: element, or key of a map; with an optional condition before the result.</summary>
    Map,
    Filter,

    /// <summary>Two variables: a list of results.</summary>
    TransformList,

    /// <summary>Two variables: a map from the same keys to results.</summary>
    TransformMap,

    /// <summary>Two variables: a map of the entries that each result, itself a map, has.</summary>
    TransformMapEntry,

    /// <summary>One variable: the elements in the order of their results (lists extension).</summary>
    SortBy,
}
