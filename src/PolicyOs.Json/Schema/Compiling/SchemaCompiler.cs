using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>Turns a schema and all it refers to into nodes. Works from a queue, so that no schema is too deep for it.</summary>
internal sealed class SchemaCompiler
{
    private readonly SchemaOptions _options;
    private readonly List<SchemaProblem> _problems = [];
    private readonly SchemaLoader _loader;
    private readonly Dictionary<(SchemaLocation Location, OmissionState Omission), SchemaNode> _nodes = [];
    private readonly Queue<(SchemaNode Node, OmissionState Omission)> _open = new();
    private readonly Dictionary<string, Pattern?> _patterns = new(StringComparer.Ordinal);
    private readonly List<BacktrackingPattern> _backtracking = [];
    private readonly List<DynamicReference> _dynamic = [];
    private readonly List<Action> _finishing = [];
    private SchemaNode? _root;

    private SchemaCompiler(SchemaOptions options)
    {
        _options = options;
        _loader = new SchemaLoader(options, _problems);
    }

    public SchemaOptions Options => _options;

    public static SchemaCompilation Compile(JsonElement schema, SchemaOptions options)
    {
        var compiler = new SchemaCompiler(options);
        return compiler.Run(schema.Clone());
    }

    public void Problem(string path, string message) => _problems.Add(new SchemaProblem(path, message));

    /// <summary>Does something once all nodes are there.</summary>
    public void Finally(Action action) => _finishing.Add(action);

    public bool IsRoot(SchemaNode node) => ReferenceEquals(node, _root);

    /// <summary>The node of a place below another.</summary>
    public SchemaNode Node(SchemaLocation parent, string pointer, OmissionState omission)
    {
        string full = $"{parent.Pointer}/{pointer}";
        if (parent.Document.Find(full) is { } location)
        {
            return Node(location, omission);
        }

        // Left out by the scan, which stops at the depth it has told of.
        Problem(parent.Document.Prefix + full, "the schema is too deep to be read");
        return new SchemaNode(parent);
    }

    public SchemaNode Node(SchemaLocation location, OmissionState omission)
    {
        if (!_nodes.TryGetValue((location, omission), out SchemaNode? node))
        {
            _nodes[(location, omission)] = node = new SchemaNode(location);
            _open.Enqueue((node, omission));
        }

        return node;
    }

    /// <summary>The node a reference leads to; null, with a problem, where it leads nowhere.</summary>
    public SchemaNode? Reference(NodeContext from, string keyword, string reference) =>
        _loader.Resolve(from.Resource, reference, from.At(keyword).Path) is { } location ? Node(location, from.Omission) : null;

    /// <summary>Notes a reference whose target may depend on the resources gone through.</summary>
    public void Dynamic(DynamicReference reference) => _dynamic.Add(reference);

    public Pattern? Pattern(string path, string text)
    {
        if (!_patterns.TryGetValue(text, out Pattern? pattern))
        {
            if (!Patterns.TryCompile(text, out pattern, out string? problem, allowBacktracking: true))
            {
                Problem(path, $"`{(text.Length <= 200 ? text : text[..200] + "…")}` is no pattern: {problem}");
            }

            _patterns[text] = pattern;
        }

        if (pattern is { IsLinear: false })
        {
            _backtracking.Add(new BacktrackingPattern(path, text, pattern.BacktracksFor!));
        }

        return pattern;
    }

    private SchemaCompilation Run(JsonElement schema)
    {
        if (_loader.LoadRoot(schema) is not { } location || _problems.Count > 0)
        {
            return new SchemaCompilation(null, _problems);
        }

        _root = Node(location, OmissionState.Of(_options.Omission));
        bool tracksScope = false;
        do
        {
            CompileOpen();
            tracksScope |= BindDynamicReferences();
        }
        while (_open.Count > 0);

        if (_problems.Count == 0)
        {
            FindLoops();
            SpreadWeakness();
            _finishing.ForEach(action => action());
        }

        return _problems.Count > 0
            ? new SchemaCompilation(null, _problems)
            : new SchemaCompilation(new JsonSchema(_root, tracksScope, _backtracking), []);
    }

    private void CompileOpen()
    {
        while (_open.TryDequeue(out (SchemaNode Node, OmissionState Omission) next))
        {
            JsonElement element = next.Node.Location.Element;
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    NodeKeywords.Read(new NodeContext(this, next.Node, next.Omission));
                    break;
                case JsonValueKind.True:
                    NodeKeywords.CloseRoot(this, next.Node);
                    break;
                case JsonValueKind.False:
                    next.Node.MakeFalse();
                    break;
                default:
                    Problem(next.Node.Location.Path, "a schema must be an object or a boolean");
                    break;
            }
        }
    }

    private bool BindDynamicReferences()
    {
        foreach (DynamicReference reference in _dynamic)
        {
            foreach (SchemaResource resource in _loader.Resources)
            {
                if (resource.DynamicAnchors.TryGetValue(reference.Anchor, out string? pointer)
                    && !reference.Targets.ContainsKey(resource)
                    && resource.Document.Find(pointer) is { } location)
                {
                    SchemaNode target = Node(location, reference.Omission);
                    reference.Targets[resource] = target;
                    reference.Shape.Dynamic.Add(target);
                }
            }
        }

        return _dynamic.Count > 0;
    }

    /// <summary>A schema that leads back to itself for the same instance would be asked for ever.</summary>
    private void FindLoops()
    {
        foreach (SchemaNode node in LoopFinder.Find(_nodes.Values))
        {
            Problem(node.Location.Path, "the schema leads back to itself without going into the instance, so no instance could ever be checked");
        }
    }

    /// <summary>What leads to a schema that lost keywords has lost them too.</summary>
    private void SpreadWeakness()
    {
        var leadingTo = _nodes.Values.SelectMany(node => node.Shape.Targets.Select(target => (target, node))).ToLookup(pair => pair.target, pair => pair.node);
        var open = new Stack<SchemaNode>(_nodes.Values.Where(node => node.Shape.IsWeakened));
        while (open.TryPop(out SchemaNode? node))
        {
            foreach (SchemaNode source in leadingTo[node].Where(source => !source.Shape.IsWeakened))
            {
                source.Shape.IsWeakened = true;
                open.Push(source);
            }
        }
    }
}
