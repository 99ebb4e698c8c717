using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Json.Path.Plan;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>
/// One evaluation of a query. Segments are applied one after the other and documents are walked with a list in place of the call stack, so only
/// the nesting of the query, which is bounded, goes into calls.
/// </summary>
internal sealed class Evaluator
{
    private readonly FilterEvaluator _filters;
    private long _stepsLeft;

    /// <summary>Begins an evaluation.</summary>
    /// <param name="root">The document.</param>
    /// <param name="maxSteps">How much work there may be.</param>
    /// <param name="cacheSlots">How many queries below the root the query's filters hold.</param>
    public Evaluator(JsonElement root, long maxSteps, int cacheSlots)
    {
        _filters = new(this, root, cacheSlots);
        _stepsLeft = maxSteps;
    }

    /// <summary>Whether there was more to do than was allowed, so that results are not complete.</summary>
    public bool IsExhausted => _stepsLeft < 0;

    /// <summary>The nodes that a query selects, or the first of them.</summary>
    /// <param name="query">The query.</param>
    /// <param name="start">Its root, or its current node.</param>
    /// <param name="most">How many nodes are asked for.</param>
    public List<Node> Run(QueryPlan query, Node start, int most)
    {
        List<Node> nodes = [start];
        for (int i = 0; i < query.Segments.Length; i++)
        {
            SegmentPlan segment = query.Segments[i];
            var sink = new NodeSink(i == query.Segments.Length - 1 ? most : int.MaxValue);
            foreach (Node node in nodes)
            {
                if (segment.IsDescendant)
                {
                    SelectBelow(segment.Selectors, node, sink);
                }
                else
                {
                    Select(segment.Selectors, node, sink);
                }

                if (sink.IsFull || IsExhausted)
                {
                    break;
                }
            }

            nodes = sink.Nodes;
        }

        return nodes;
    }

    /// <summary>Applies selectors to a node and all nodes below it, each before its children.</summary>
    private void SelectBelow(SelectorPlan[] selectors, Node top, NodeSink sink)
    {
        List<Node> waiting = [top];
        while (waiting.Count > 0 && Spend(1))
        {
            Node node = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            Select(selectors, node, sink);
            if (sink.IsFull)
            {
                return;
            }

            int first = waiting.Count;
            foreach (Node child in new ChildEnumerator(node))
            {
                waiting.Add(child);
            }

            CollectionsMarshal.AsSpan(waiting)[first..].Reverse();
        }
    }

    private void Select(SelectorPlan[] selectors, Node node, NodeSink sink)
    {
        foreach (SelectorPlan selector in selectors)
        {
            Select(selector, node, sink);
            if (sink.IsFull || IsExhausted)
            {
                return;
            }
        }
    }

    private void Select(SelectorPlan selector, Node node, NodeSink sink)
    {
        switch (selector)
        {
            case SelectorPlan.Name name:
                if (node.Value.ValueKind == JsonValueKind.Object && node.Value.TryGetProperty(name.Utf8, out JsonElement member) && Spend(1))
                {
                    sink.Nodes.Add(node.Member(member, name.Text));
                }

                break;
            case SelectorPlan.Index index:
                if (Children.TryGetElement(node.Value, index.Value, out int position, out JsonElement element) && Spend(1))
                {
                    sink.Nodes.Add(node.Element(element, position));
                }

                break;
            case SelectorPlan.Slice slice:
                if (node.Value.ValueKind == JsonValueKind.Array)
                {
                    SelectSlice(slice, node, sink);
                }

                break;
            case SelectorPlan.Wildcard:
                SelectChildren(test: null, node, sink);
                break;
            case SelectorPlan.Filter filter:
                SelectChildren(filter.Test, node, sink);
                break;
            default:
                throw new InvalidOperationException($"unknown selector {selector}");
        }
    }

    private void SelectChildren(TestPlan? test, Node node, NodeSink sink)
    {
        foreach (Node child in new ChildEnumerator(node))
        {
            if (!Spend(1))
            {
                return;
            }

            if (test is null || _filters.IsTrue(test, child.Value))
            {
                sink.Nodes.Add(child);
                if (sink.IsFull)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Takes the slice's elements in one walk over the array, for an element far from the start is not reached in one step.</summary>
    private void SelectSlice(SelectorPlan.Slice slice, Node node, NodeSink sink)
    {
        (long lower, long upper) = SliceBounds.Of(slice, node.Value.GetArrayLength());
        if (slice.Step == 0 || lower >= upper)
        {
            return;
        }

        int first = sink.Nodes.Count;
        long origin = slice.Step > 0 ? lower : upper - 1;
        int index = 0;
        foreach (JsonElement element in node.Value.EnumerateArray())
        {
            if (index >= upper || !Spend(1))
            {
                break;
            }

            if (index >= lower && (index - origin) % slice.Step == 0)
            {
                sink.Nodes.Add(node.Element(element, index));
            }

            index++;
        }

        if (slice.Step < 0)
        {
            CollectionsMarshal.AsSpan(sink.Nodes)[first..].Reverse();
        }
    }

    /// <summary>Counts work.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Spend(int steps)
    {
        _stepsLeft -= steps;
        return _stepsLeft >= 0;
    }
}
