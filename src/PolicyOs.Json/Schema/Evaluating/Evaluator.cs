using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>One keyword, or a few that share one pass over the instance.</summary>
internal abstract class Evaluator
{
    /// <summary>Whether it looks at the value only and asks no other schema, so that no limit has to be watched.</summary>
    public virtual bool IsLeaf => false;

    /// <summary>Whether the instance satisfies it.</summary>
    /// <param name="instance">The instance; of a kind the evaluator was registered for.</param>
    /// <param name="run">Where violations go, and the limits of this validation.</param>
    /// <param name="marks">Where to note which children were evaluated; null where nobody asks.</param>
    public abstract bool Evaluate(JsonElement instance, Evaluation run, Marks? marks);
}
