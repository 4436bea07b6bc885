// Command rotation renews a gateway's token with azidentity and client-go and no care: it checks nothing that it is told,
// tries nothing twice and waits for nobody. e2e/benchmark measures it beside the product.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const lifetime = 29 * 24 * time.Hour

func main() {
	if err := rotate(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rotate(ctx context.Context) error {
	arm := os.Getenv("AZURE_RESOURCE_MANAGER_ENDPOINT")
	where := cloud.Configuration{ActiveDirectoryAuthorityHost: os.Getenv("AZURE_AUTHORITY_HOST")}
	credential, err := azidentity.NewClientSecretCredential(
		os.Getenv("AZURE_TENANT_ID"), os.Getenv("SP_ID"), os.Getenv("SP_SECRET"),
		&azidentity.ClientSecretCredentialOptions{
			ClientOptions:            azcore.ClientOptions{Cloud: where},
			DisableInstanceDiscovery: true,
		})
	if err != nil {
		return err
	}
	scope := os.Getenv("AZURE_RESOURCE_MANAGER_AUDIENCE") + "/.default"
	bearer, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})
	if err != nil {
		return err
	}
	gateway := fmt.Sprintf("%s/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ApiManagement/service/%s/gateways/%s",
		arm, os.Getenv("SUBSCRIPTION_ID"), os.Getenv("RESOURCE_GROUP"), os.Getenv("APIM_INSTANCE"), os.Getenv("APIM_GATEWAY"))
	if _, err := ask(ctx, bearer.Token, http.MethodGet, gateway, ""); err != nil {
		return err
	}

	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return err
	}
	cluster, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	secrets := cluster.CoreV1().Secrets(os.Getenv("NAMESPACE"))
	name := os.Getenv("TOKEN_SECRET")
	secret, err := secrets.Get(ctx, name, v1.GetOptions{})
	if err != nil {
		return err
	}
	key := "primary"
	if secret.Annotations["last-used-key"] == key {
		key = "secondary"
	}

	expiry := time.Now().Add(lifetime).UTC().Truncate(time.Minute).Format(time.RFC3339)
	answer, err := ask(ctx, bearer.Token, http.MethodPost, gateway+"/generateToken",
		fmt.Sprintf(`{"keyType":%q,"expiry":%q}`, key, expiry))
	if err != nil {
		return err
	}
	var token struct{ Value string }
	if err := json.Unmarshal(answer, &token); err != nil {
		return err
	}

	patch, err := json.Marshal(map[string]any{
		"metadata": map[string]any{
			"resourceVersion": secret.ResourceVersion,
			"annotations":     map[string]string{"last-used-key": key, "expires-at": expiry},
		},
		"data": map[string][]byte{"value": []byte("GatewayKey " + token.Value)},
	})
	if err != nil {
		return err
	}
	if _, err := secrets.Patch(ctx, name, types.MergePatchType, patch, v1.PatchOptions{}); err != nil {
		return err
	}

	deployments := cluster.AppsV1().Deployments(os.Getenv("NAMESPACE"))
	workload := strings.TrimPrefix(os.Getenv("K8S_OBJECT"), "deployment/")
	deployment, err := deployments.Get(ctx, workload, v1.GetOptions{})
	if err != nil {
		return err
	}
	restart := fmt.Sprintf(
		`{"metadata":{"resourceVersion":%q},"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":%q}}}}}`,
		deployment.ResourceVersion, time.Now().UTC().Format(time.RFC3339))
	_, err = deployments.Patch(ctx, workload, types.MergePatchType, []byte(restart), v1.PatchOptions{})
	return err
}

func ask(ctx context.Context, bearer, method, address, body string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, address+"?api-version=2024-05-01", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+bearer)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s", method, address, response.Status)
	}
	return answer, err
}
