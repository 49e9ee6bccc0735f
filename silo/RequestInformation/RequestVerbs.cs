namespace Orchestrator.Silo.RequestInformation;

/// <summary>The verbs of the API, each one shared string so that they may be compared by reference.</summary>
public static class RequestVerbs
{
    /// <summary>Reads one object.</summary>
    public const string Get = "get";

    /// <summary>Reads a collection.</summary>
    public const string List = "list";

    /// <summary>Follows a collection or an object.</summary>
    public const string Watch = "watch";

    /// <summary>POST.</summary>
    public const string Create = "create";

    /// <summary>PUT.</summary>
    public const string Update = "update";

    /// <summary>PATCH.</summary>
    public const string Patch = "patch";

    /// <summary>DELETE of one object.</summary>
    public const string Delete = "delete";

    /// <summary>DELETE of a collection.</summary>
    public const string DeleteCollection = "deletecollection";

    /// <summary>The verb of a method before it is known whether a collection is meant; empty for a method that the API does not have.</summary>
    public static string OfMethod(string method) => method switch
    {
        "GET" or "HEAD" => Get,
        "POST" => Create,
        "PUT" => Update,
        "PATCH" => Patch,
        "DELETE" => Delete,
        _ => "",
    };
}
