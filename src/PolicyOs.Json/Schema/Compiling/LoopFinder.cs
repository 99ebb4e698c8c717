using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>Finds schemas that lead back to themselves for the same instance, by a depth-first search without recursion.</summary>
internal static class LoopFinder
{
    /// <summary>One schema of each loop found. Dynamic references are left to the limits of the validation: their target is not known yet.</summary>
    public static IEnumerable<SchemaNode> Find(IEnumerable<SchemaNode> nodes)
    {
        var state = new Dictionary<SchemaNode, bool>();
        var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Next)>();
        foreach (SchemaNode start in nodes)
        {
            if (!state.TryAdd(start, false))
            {
                continue;
            }

            path.Push((start, start.Shape.InPlace.GetEnumerator()));
            while (path.TryPeek(out (SchemaNode Node, IEnumerator<SchemaNode> Next) top))
            {
                if (!top.Next.MoveNext())
                {
                    state[path.Pop().Node] = true;
                    continue;
                }

                SchemaNode next = top.Next.Current;
                if (state.TryAdd(next, false))
                {
                    path.Push((next, next.Shape.InPlace.GetEnumerator()));
                }
                else if (!state[next])
                {
                    yield return next;
                }
            }
        }
    }
}
