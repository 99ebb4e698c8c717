namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>How much a validation says.</summary>
internal enum EvaluationMode
{
    /// <summary>Valid or not.</summary>
    Flag,

    /// <summary>The first violation.</summary>
    First,

    /// <summary>All of them.</summary>
    All,
}
