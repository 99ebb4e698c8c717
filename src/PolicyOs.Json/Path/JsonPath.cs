using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PolicyOs.Json.Path.Evaluation;
using PolicyOs.Json.Path.Plan;
using PolicyOs.Json.Path.Syntax;

namespace PolicyOs.Json.Path;

/// <summary>
/// A JSONPath query (RFC 9535), checked and compiled; safe for use by many threads. Documents are those that
/// <see cref="Strict.StrictReader"/> lets through: text is Unicode, and names are there once.
/// </summary>
public sealed class JsonPath
{
    /// <summary>The deepest nesting of parentheses, functions and filters in a query.</summary>
    public const int MaxNesting = 64;

    private readonly QuerySyntax _syntax;
    private readonly QueryPlan _plan;
    private readonly int _cacheSlots;
    private readonly PathStep[]? _segments;

    private JsonPath(QuerySyntax syntax, QueryPlan plan, int cacheSlots)
    {
        _syntax = syntax;
        _plan = plan;
        _cacheSlots = cacheSlots;
        _segments = syntax.SingularSteps();
    }

    /// <summary>Whether the query can select one node at most, by its form (RFC 9535 section 2.3.5.1).</summary>
    public bool IsSingular => _segments is not null;

    /// <summary>The names and indexes of a singular query.</summary>
    /// <exception cref="InvalidOperationException">The query is not singular.</exception>
    public IReadOnlyList<PathStep> Segments => _segments ?? throw NotSingular();

    /// <summary>Reads a query; it has to be well-formed, well-typed and within the bounds of I-JSON's integers (RFC 9535 section 2.1).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out JsonPathError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        var cursor = new TextCursor(text);
        QuerySyntax? syntax = new QueryParser(cursor).ParseWhole();
        if (syntax is null)
        {
            error = cursor.Error!;
            return false;
        }

        var planner = new Planner();
        QueryPlan? plan = planner.Compile(syntax);
        error = planner.Error;
        path = plan is null ? null : new JsonPath(syntax, plan, planner.CacheSlots);
        return path is not null && error is null;
    }

    /// <summary>Reads a query that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonPath Parse(string text) =>
        TryParse(text, out JsonPath? path, out JsonPathError? error) ? path : throw new FormatException($"at {error.Position}: {error.Message}");

    /// <summary>Follows a singular query without allocating.</summary>
    /// <param name="root">The document.</param>
    /// <param name="value">The value there.</param>
    /// <returns>False where there is none.</returns>
    /// <exception cref="InvalidOperationException">The query is not singular.</exception>
    public bool TrySelectSingle(JsonElement root, out JsonElement value) => (_plan.Steps ?? throw NotSingular()).TryFollow(root, out value);

    /// <summary>All nodes that the query selects, in the order of RFC 9535, members in the order of the document.</summary>
    public IReadOnlyList<JsonPathNode> Select(JsonElement root)
    {
        TrySelect(root, long.MaxValue, out IReadOnlyList<JsonPathNode> nodes);
        return nodes;
    }

    /// <summary>All nodes that the query selects, unless that takes too much work: several <c>..</c> in one query can select far more nodes than there are.</summary>
    /// <param name="root">The document.</param>
    /// <param name="maxSteps">How many nodes may be visited or tested; a pattern that comes from the document counts as a thousand.</param>
    /// <param name="nodes">The nodes; empty when there was too much work.</param>
    /// <returns>False when there was too much work.</returns>
    public bool TrySelect(JsonElement root, long maxSteps, out IReadOnlyList<JsonPathNode> nodes)
    {
        var evaluator = new Evaluator(root, maxSteps, _cacheSlots);
        List<Node> selected = evaluator.Run(_plan, new Node(root, Location.Root), int.MaxValue);
        bool completed = !evaluator.IsExhausted;
        nodes = completed ? selected.ConvertAll(static node => new JsonPathNode(node.Value, node.Location!)) : [];
        return completed;
    }

    /// <summary>The query in one spelling: names in brackets and single quotes, numbers in their canonical form, no parentheses but those needed.</summary>
    public override string ToString() => SyntaxWriter.Write(_syntax);

    private static InvalidOperationException NotSingular() => new("the query is not singular");
}
